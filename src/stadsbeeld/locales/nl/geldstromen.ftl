# Het instrument geldstromen: wat een wijk kost en krijgt, wie betaalt en wie ervan profiteert.
instrument-geldstromen = Geldstromen
geld-empty = Er zijn nog geen cijfers over geld ingeladen.
geld-empty-do = Hier komt per wijk te staan wat er binnenkomt en uitgaat. Laad eerst de cijfers van Iv3 en het CBS in.
